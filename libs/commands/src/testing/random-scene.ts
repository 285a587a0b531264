import {
  yuan,
  type ContractAccount,
  type Fen,
  type JsonObject,
  type Lot,
  type ProjectState,
} from '@sunlit/ledger';
import { documentOf, papers, type PersonKey } from '../../../ledger/src/testing/worked-example.js';
import { beihe, donghu, jiangdong, nanshan } from '../../../ledger/src/testing/worked-people.js';
/** One draw: numbers that the state of the works turns into a command. Shrinks to zeros: the plainest next step. */
export interface Draw {
  readonly pick: number;
  readonly share: number;
  /** Fen over or under the amount that fits exactly. */
  readonly off: number;
  /** Hours until it is recorded. */
  readonly hours: number;
  /** Days between the fact and its recording. */
  readonly late: number;
  /** 0: the right two persons; else somebody who may not, or one person twice. */
  readonly who: number;
}

/** What an office tries next. */
export interface Intent {
  readonly name: string;
  readonly body: JsonObject;
  readonly prepares: PersonKey;
  readonly confirms: PersonKey | null;
}

export interface Scene {
  readonly state: ProjectState;
  readonly n: number;
  readonly instant: string;
  readonly today: string;
  /** The day of the fact. */
  readonly on: string;
  readonly draw: Draw;
  /** Standing receipts of the lot's box. */
  readonly receipts: readonly { readonly receipt: string; readonly bidder: object; readonly price: string }[];
}

/** A command as it may be tried; null where nothing stands for it to be about. */
export type Make = (scene: Scene) => { readonly name: string; readonly body: object } | null;
export const paper = documentOf(papers[0]!);
export const bidders = [jiangdong, donghu, nanshan, beihe];

export const some = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
export const positive = (amount: Fen): string => yuan(amount > 0n ? amount : 1n);
export const lotIn = ({ state, draw }: Scene, wanted: (lot: Lot) => boolean): Lot | undefined =>
  some(Object.values(state.lots).filter(wanted), draw.share);
export const contractIn = (
  { state, draw }: Scene,
  wanted: (a: ContractAccount) => boolean = () => true,
): ContractAccount | undefined => some(Object.values(state.contracts).filter(wanted), draw.share);
export const at = (stage: string) => (lot: Lot) => lot.tender?.stage === stage;
export const share = (amount: Fen, { share }: Draw): Fen => (amount * BigInt((share % 100) + 1)) / 100n;

/** Makes with their weights, which follow how works go. */
export type Makes = readonly (readonly [number, Make])[];
