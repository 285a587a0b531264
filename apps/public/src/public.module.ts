import { Module, type DynamicModule } from '@nestjs/common';
import { ASSETS, AssetsController, type Assets } from '@sunlit/web';
import { HomeController } from './home.controller.js';
import { ProjectsController } from './projects.controller.js';
import { QUERIES, type Queries } from './queries.js';
import { RulesController } from './rules/rules.controller.js';
import { SiteController } from './site.controller.js';

@Module({})
export class PublicModule {
  static with(queries: Queries, assets: Assets): DynamicModule {
    return {
      module: PublicModule,
      controllers: [HomeController, ProjectsController, RulesController, SiteController, AssetsController],
      providers: [
        { provide: QUERIES, useValue: queries },
        { provide: ASSETS, useValue: assets },
      ],
    };
  }
}
