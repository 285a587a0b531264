import type { ProjectPage, ProjectRoles } from '@sunlit/read-models';
import type { FastifyRequest } from 'fastify';

/** What an office gives for its papers; null: found by the page itself. */
export interface PaperSettings {
  /** Scheme and host under which citizens reach the site. */
  readonly publicUrl: string | null;
  readonly objectionPhone: string | null;
}

export const PAPER = Symbol('paper');

/** A project on paper: its page, and what only paper needs. */
export interface PaperView extends ProjectPage {
  readonly paper: {
    /** Of the project's page, whole: the QR code leads there. */
    readonly address: string;
    readonly objectionPhone: string | null;
    /** How the owner itself says that objections reach it, by its latest publicity or notice. */
    readonly objectionChannel: string | null;
    readonly printedOn: string;
  };
}

/** The whole account, with who signed it. */
export interface SheetView extends PaperView {
  readonly roles: ProjectRoles;
}

export function paperOf(
  view: ProjectPage,
  path: string,
  { publicUrl, objectionPhone }: PaperSettings,
  request: Pick<FastifyRequest, 'protocol' | 'host'>,
): PaperView {
  const address = `${publicUrl ?? originOf(request)}${path}`;
  const objectionChannel = channelOf(view);
  return { ...view, paper: { address, objectionPhone, objectionChannel, printedOn: view.today } };
}

/** As the caller reached us. A host that is none would only mislead a camera. */
const originOf = ({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string =>
  `${protocol}://${/^[a-z\d.-]+(:\d{1,5})?$|^\[[a-f\d:.]+\](:\d{1,5})?$/i.test(host) ? host : 'localhost'}`;

function channelOf({ lots }: ProjectPage): string | null {
  const tenders = lots.flatMap((lot) => lot.tenders);
  const latest = <T extends { entry: number }>(parts: readonly (T | null)[]): T | undefined =>
    parts.filter((part) => part !== null).sort((a, b) => b.entry - a.entry)[0];
  return (
    latest(tenders.map(({ publicity }) => publicity))?.objectionChannel ??
    latest(tenders.map(({ notice }) => notice))?.contacts ??
    null
  );
}
