import { tenderId } from '@sunlit/envelope';
import {
  bindingBudget,
  plusDays,
  reveal,
  shanghaiDay,
  yuan,
  type BidBox,
  type Fen,
  type JsonObject,
  type ProjectState,
} from '@sunlit/ledger';
import { type PersonKey } from '../../../ledger/src/testing/worked-example.js';
import type { Streams } from '../streams.js';
import { classOf } from './office.js';
import { money } from './random-money.js';
import {
  at,
  paper,
  some,
  type Draw,
  type Intent,
  type Make,
  type Makes,
  type Scene,
} from './random-scene.js';
import { tenders } from './random-tender.js';

const budgetLines = (works: Fen) => [
  { category: 'works', description: '工程', amount: yuan(works) },
  { category: 'land', description: '征地', amount: '600000.00' },
  { category: 'reserve', description: '预备费', amount: '400000.00' },
];

const others: Makes = [
  [3, ({ on, n }) => ({ name: 'RecordConsultation', body: { department: `部门${n}`, consultedOn: on } })],
  [2, ({ on }) => ({ name: 'RecordResearch', body: { completedOn: on } })],
  [
    4,
    ({ state, on, draw }) => {
      const works = 500_000_000n + BigInt(draw.share) * 3_000_000n;
      const kind = draw.share % 5 === 0 ? 'approved-cost-estimate' : 'budget';
      if (state.budgets[kind]?.approvedOn) return null;
      const wrong = draw.off === -3 ? 1n : 0n;
      const total = yuan(works + 100_000_000n + wrong);
      return { name: 'ProposeBudget', body: { kind, lines: budgetLines(works), total, proposedOn: on } };
    },
  ],
  [
    5,
    ({ state, on }) => {
      const kind = (['budget', 'approved-cost-estimate'] as const).find(
        (k) => state.budgets[k] && !state.budgets[k].approvedOn,
      );
      return kind ? { name: 'ApproveBudget', body: { kind, approvedOn: on } } : null;
    },
  ],
  [
    1,
    ({ state, on, draw }) => {
      const binding = bindingBudget(state);
      if (!binding) return null;
      const works = binding.total - 100_000_000n + BigInt(draw.share - 40) * 3_000_000n;
      if (works <= 0n) return null;
      const kind = state.budgets.budget?.approvedOn ? 'budget' : 'approved-cost-estimate';
      const total = yuan(works + 100_000_000n);
      return {
        name: 'ReviseBudget',
        body: { kind, lines: budgetLines(works), total, approvedOn: on, documents: [paper] },
      };
    },
  ],
  [
    2,
    ({ n, draw, on, today, state }) => {
      const lot = some(Object.keys(state.lots), draw.share) ?? 'L-1';
      return {
        name: 'OverrideRule',
        body: {
          ...{
            rule: some(['T7', 'T16', 'L1', 'T8', 'P5'], draw.pick),
            subjectKind: draw.off < 0 ? 'project' : 'lot',
          },
          ...{
            subject: draw.off < 0 ? null : lot,
            limit: null,
            expiresOn: plusDays(today, 60),
            approvedOn: on,
          },
          ...{ approvalNumber: `HM-${n}`, documents: [paper] },
        },
      };
    },
  ],
  [
    2,
    ({ draw, n }) => ({
      name: 'CorrectEntry',
      body: {
        revision: draw.pick % 12,
        field: some(['site', 'name', 'department', 'title'], draw.share),
        after: `更正${n}`,
      },
    }),
  ],
  [
    1,
    ({ draw, today }) => ({
      name: 'WithholdField',
      body: {
        ...{ revision: draw.pick % 12, field: some(['opinion', 'summary', 'site'], draw.share) },
        ...{
          article: '政府信息公开条例 第十六条',
          reason: '内部意见',
          approver: 'p-legal',
          reviewDate: plusDays(today, 400),
        },
      },
    }),
  ],
  [1, ({ draw }) => ({ name: 'ReleaseField', body: { revision: draw.pick % 12, field: 'opinion' } })],
];
const makes: Makes = [...others, ...tenders, ...money];

/** What every second run begins with, one command a draw: works that go well up to their first certificate. */
export const smoothStart: readonly string[] = [
  ...[
    'RecordConsultation',
    'RecordResearch',
    'ProposeBudget',
    'ApproveBudget',
    'PlanLot',
    'PublishTenderNotice',
  ],
  ...[
    'InviteObserver',
    'InviteObserver',
    'InviteObserver',
    'ReceiveBid',
    'ReceiveBid',
    'ReceiveBid',
    'ReceiveBid',
  ],
  ...['OpenBids', 'RecordEvaluation', 'PublicizeCandidates', 'AwardTender', 'SignContract', 'RecordPayment'],
  'CertifyProgress',
];
/** Works under way that were taken over: one contract half built, one reviewed. */
export const takenOver = (): JsonObject => {
  const example = classOf('TakeOverProject').example as JsonObject & { contracts: readonly JsonObject[] };
  const lines = budgetLines(900_000_000n);
  const reviewed = {
    ...{ contract: 'HT-21-10', lot: 'SG-2', price: '2000000.00', changes: null, certified: '2000000.00' },
    ...{ advances: '200000.00', recovered: '200000.00', progress: '1400000.00', settlement: '200000.00' },
    ...{ paid: '1800000.00', acceptedOn: '2023-05-10', defectsUntil: '2024-02-01' },
    ...{ submitted: '2000000.00', reviewed: '1950000.00' },
  };
  return {
    ...{ ...example, asOf: '2023-12-31', estimate: '9000000.00', documents: [{ ...paper }] },
    budget: { ...(example['budget'] as JsonObject), lines, total: '10000000.00' },
    contracts: [example.contracts[0]!, { ...example.contracts[0]!, ...reviewed }],
  };
};

/** Of the smooth start: plain, but not always the same bidder and observer. */
export const plainDraw = (n: number): Draw => ({ pick: n, share: n + 2, off: 0, hours: 1, late: 0, who: 0 });

const preparerOf = (name: string, engineered: boolean): PersonKey => {
  const { prepares } = classOf(name).rights;
  if (prepares.includes('engineer') && engineered) return 'engineer';
  if (prepares.includes('finance-officer')) return 'finance';
  if (prepares.includes('tender-officer')) return 'tender';
  return prepares.includes('observer') ? 'notary' : 'auditor';
};
const confirmerOf = (name: string): PersonKey | null => {
  const { confirms } = classOf(name).rights;
  if (confirms.length === 0) return null;
  return confirms.includes('approver') ? 'approver' : 'secondAuditor';
};

/** What the draw makes of the works as they stand; null when nothing stands for it to be about. */
export async function intentOf(
  streams: Streams,
  project: string,
  state: ProjectState,
  n: number,
  instant: string,
  draw: Draw,
  named: string | null,
): Promise<Intent | null> {
  const today = shanghaiDay(instant);
  const boxed = Object.values(state.lots).find(at('box-closed'));
  const box =
    boxed && (await streams.load<BidBox>(`bidbox-${tenderId(project, boxed.lot, boxed.tender!.round)}`));
  const receipts = (box ? [...reveal(box.state.receipts)] : [])
    .filter((r) => r.standing === 'stands' && r.sealIntact)
    .map(({ receipt, bidder }, i) => ({
      ...{ receipt, bidder, price: yuan((boxed!.estimate * BigInt(85 + i * 3)) / 100n) },
    }));
  const scene = { state, n, instant, today, on: plusDays(today, -draw.late), draw, receipts };
  const total = makes.reduce((sum, [weight]) => sum + weight, 0);
  for (let tried = 0; tried < 30; tried++) {
    let place = (draw.pick + tried * 97) % total;
    const made =
      named === null ? makes.find(([weight]) => (place -= weight) < 0)![1](scene) : makeOf(named, scene);
    if (!made) continue;
    const { name } = made;
    const { contract, revision } = made.body as { contract?: string; revision?: number };
    const engineered = contract !== undefined && (state.contracts[contract]?.engineer ?? null) !== null;
    const amends = revision !== undefined;
    const prepares = amends && draw.pick % 2 === 0 ? 'tender' : preparerOf(name, engineered);
    const own = { ...classOf(name).example, ...made.body };
    return {
      name,
      body: (draw.late > 15 ? { ...own, lateReason: '补录' } : own) as JsonObject,
      prepares: draw.who === 1 ? 'inspector' : prepares,
      confirms: draw.who === 2 ? prepares : confirmerOf(name),
    };
  }
  return null;
}

const makeOf = (name: string, scene: Scene): ReturnType<Make> =>
  makes.map(([, make]) => make(scene)).find((made) => made?.name === name) ?? null;
