import { Module, type DynamicModule } from '@nestjs/common';
import {
  ASSETS,
  AssetsController,
  FRESHNESS,
  HTTPS,
  READINESS,
  ReadingController,
  type Assets,
  type Freshness,
  type Readiness,
} from '@sunlit/web';
import { ChartsController } from './charts/charts.controller.js';
import { DocumentsController } from './documents.controller.js';
import { FindingsController } from './findings/findings.controller.js';
import { HomeController } from './home.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { PAPER, type PaperSettings } from './paper/paper.js';
import { PaperController } from './paper/paper.controller.js';
import { ProjectsController } from './projects.controller.js';
import { QUERIES, type Queries } from './queries.js';
import { RulesController } from './rules/rules.controller.js';
import { SiteController } from './site.controller.js';
import { TimeController } from './time/time.controller.js';

/** What the pages are made of beside their data. */
export interface PublicParts {
  readonly assets: Assets;
  readonly freshness: Freshness;
  readonly paper: PaperSettings;
  readonly https: boolean;
  readonly ready: Readiness;
}

@Module({})
export class PublicModule {
  static with(queries: Queries, { assets, freshness, paper, https, ready }: PublicParts): DynamicModule {
    return {
      module: PublicModule,
      controllers: [
        HomeController,
        ListsController,
        ChartsController,
        ProjectsController,
        TimeController,
        RulesController,
        OrganisationsController,
        FindingsController,
        PaperController,
        DocumentsController,
        ReadingController,
        SiteController,
        AssetsController,
      ],
      providers: [
        { provide: QUERIES, useValue: queries },
        { provide: ASSETS, useValue: assets },
        { provide: FRESHNESS, useValue: freshness },
        { provide: PAPER, useValue: paper },
        { provide: HTTPS, useValue: https },
        { provide: READINESS, useValue: ready },
      ],
    };
  }
}
