import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { runProjector, type ProjectorOptions, type ProjectorState } from '@sunlit/read-models';

export const PROJECTOR_OPTIONS = Symbol('projector options');
export type Options = Omit<ProjectorOptions, 'signal' | 'onState'>;

/** The projector for the life of the application: starts with it and ends its page before it. */
@Injectable()
export class ProjectorService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #state: ProjectorState = 'standing-by';
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #follows = () => {};

  /** Resolves when the read models are there and are kept current. */
  readonly following = new Promise<void>((resolve) => (this.#follows = resolve));

  constructor(@Inject(PROJECTOR_OPTIONS) private readonly options: Options) {}

  /** `stopped` before the end of the application is an alarm; the log says why. */
  get state(): ProjectorState {
    return this.#state;
  }

  /** Resolves when it has been ended, rejects with the alarm. */
  get done(): Promise<void> {
    return this.#running;
  }

  onApplicationBootstrap(): void {
    this.#running = runProjector({
      ...this.options,
      signal: this.#ending.signal,
      onState: (state) => {
        this.#state = state;
        if (state === 'following') this.#follows();
      },
    });
    this.#running.catch(() => {}); // Whoever asks for `done` hears it.
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#ending.abort();
    await this.#running.catch(() => {});
  }
}
