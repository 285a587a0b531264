import { Module, type DynamicModule } from '@nestjs/common';
import { ProjectorService, PROJECTOR_OPTIONS, type Options } from './projector.service.js';

@Module({})
export class ProjectorModule {
  static with(options: Options): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [{ provide: PROJECTOR_OPTIONS, useValue: options }, ProjectorService],
      exports: [ProjectorService],
    };
  }
}
