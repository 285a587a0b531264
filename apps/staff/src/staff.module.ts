import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { handlersFor, Office, officeDeciders } from '@sunlit/commands';
import { READINESS, readiness, type Readiness } from '@sunlit/web';
import { ApiPageController } from './api-page.controller.js';
import { CommandsController } from './commands.controller.js';
import { DenialsController } from './denials.controller.js';
import { DOCUMENTS, DocumentsController } from './documents.controller.js';
import type { documentShelf } from './documents.js';
import { HealthController } from './health.controller.js';
import { OfficerGuard } from './officer.guard.js';
import type { Officer } from './officers.js';
import { SUBMISSION_LIST, type SubmissionList } from './submission-list.js';
import { SubmissionsController } from './submissions.controller.js';

export interface StaffParts {
  readonly office: Office;
  readonly officers: readonly Officer[];
  readonly documents: ReturnType<typeof documentShelf>;
  readonly submissions: SubmissionList;
  /** Default: always ready. */
  readonly ready?: Readiness;
}

@Module({})
export class StaffModule {
  static with({ office, documents, submissions, ready = readiness([]) }: StaffParts): DynamicModule {
    return {
      module: StaffModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        HealthController,
        ApiPageController,
        CommandsController,
        SubmissionsController,
        DenialsController,
        DocumentsController,
      ],
      providers: [
        { provide: Office, useValue: office },
        { provide: DOCUMENTS, useValue: documents },
        { provide: SUBMISSION_LIST, useValue: submissions },
        { provide: READINESS, useValue: ready },
        { provide: APP_GUARD, useClass: OfficerGuard },
        ...officeDeciders.flatMap(handlersFor),
      ],
    };
  }
}
