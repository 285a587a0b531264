import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../decider.js';
import { BadInput } from '../fields.js';
import { command, given, givenProject } from '../testing/given.js';
import { closesBox, direct, invested, observers, opens, allRead, plans } from '../testing/rounds.js';
import { placeId } from '../testing/play.js';
import { ReviseBudget } from './budget.js';
import { AwardTender, PlanLot } from './lot.js';
import { OverrideRule } from './override.js';
import { CertifyProgress } from './payment.js';
import { project } from './project.js';
import { PublishTenderNotice } from './tender.js';

const overrides = (changes: object = {}) => command(OverrideRule, changes);
const recorded = { instant: '2023-02-25T04:00:00.000Z' };
/** The works lot of the worked example, planned, with an override of the bid bond at most 2.5 % of its estimate. */
const overridden = (changes: object = {}, ...before: Entry[]) =>
  givenProject('supervision-lot').after(...before, [overrides(changes), recorded]);
const notice = (changes: object = {}) => command(PublishTenderNotice, { bidBond: '262500.00', ...changes });

describe('An override (OverrideRule)', () => {
  const asked = (changes: object) => givenProject('supervision-lot').when(overrides(changes), recorded);

  it('names rule, subject, limit, expiry, reason and who approved it', () =>
    asked({}).then({
      type: 'RuleOverridden',
      data: { ...OverrideRule.example, version: 1, override: placeId('project', 10, 0) },
    }));

  it('is for a rule that the rulebook has', () => asked({ rule: 'T99' }).thenRefusedBy('rule-unknown'));

  it('is never for a rule that restates an invariant, nor for one that only warns', () => {
    for (const rule of ['P1', 'P2', 'P8', 'T8', 'T13', 'T14a', 'B1', 'B2', 'B4', 'E1', 'E2', 'F3', 'T11'])
      asked({ rule, limit: null }).thenRefused('rule-not-overridable', { rule });
  });

  it('is for one lot, contract or certificate, or else for the project as a whole', () => {
    asked({ subject: null }).thenRefused('override-without-subject', { subjectKind: 'lot' });
    asked({ subjectKind: 'project' }).thenRefused('override-without-subject', { subjectKind: 'project' });
    asked({ subjectKind: 'project', subject: null }).then({ type: 'RuleOverridden' });
  });

  it('may be for a lot that is still to be planned', () =>
    asked({ rule: 'T2', subject: 'SG-9', limit: null }).then({ type: 'RuleOverridden' }));

  it('is never for a lot or a contract that is not there, where the rule is judged of one that is', () => {
    asked({ subject: 'SG-9' }).thenRefused('override-subject-unknown', {
      subjectKind: 'lot',
      subject: 'SG-9',
    });
    asked({ rule: 'T16', limit: null, subject: 'SG-9' }).thenRefused('override-subject-unknown');
    asked({ rule: 'T16', limit: null, subjectKind: 'contract', subject: 'HT-009' }).then({
      type: 'RuleOverridden',
    });
    asked({ rule: 'L1', limit: null, subject: 'SG-9' }).then({ type: 'RuleOverridden' });
  });

  it('has a limit in the unit of the rule, or none', () => {
    asked({ limit: null }).then({ type: 'RuleOverridden' });
    for (const limit of ['2.5', '250.00', '百分之三'])
      asked({ limit }).thenRefused('override-limit-unreadable', { limit, unit: 'basis-points' });
    asked({ rule: 'T2', limit: '800000.00' }).then({ type: 'RuleOverridden' });
    asked({ rule: 'T2', limit: '800000' }).thenRefused('override-limit-unreadable', { unit: 'fen' });
  });

  it('has no limit where the rule has several values', () => {
    asked({ rule: 'T1', limit: '5000000.00' }).thenRefusedBy('override-limit-unreadable');
    asked({ rule: 'T1', limit: null }).then({ type: 'RuleOverridden' });
  });

  it('keeps its limit as the rule’s value is kept: a number, or yuan', () => {
    const limits = (changes: object) => overridden(changes).state.overrides.map(({ limit }) => limit);
    expect([limits({}), limits({ limit: null }), limits({ rule: 'T2', limit: '800000.00' })]).toEqual([
      ...[[250], [null], ['800000.00']],
    ]);
  });

  it('ends no earlier than today', () => {
    asked({ expiresOn: '2023-02-25' }).then({ type: 'RuleOverridden' });
    asked({ expiresOn: '2023-02-24' }).thenRefused('override-expired', { today: '2023-02-25' });
  });

  it('has its approval as a document', () => expect(() => overrides({ documents: [] })).toThrow(BadInput));

  it('is not for a closed project', () =>
    givenProject('closed')
      .when(overrides({ expiresOn: '2026-01-01' }), { instant: '2025-04-01T04:00:00.000Z' })
      .thenRefused('project-closed'));
});

describe('A rule that was overridden', () => {
  it('lets one command through, which names the override and is a public finding (T7)', () => {
    const through = overridden().when(notice());
    through.then({ type: 'TenderNoticePublished' });
    through.thenFinds('T7', { bidBond: '262500.00', override: placeId('project', 10, 0) });
    expect(through.events).toMatchObject([{ overrides: [placeId('project', 10, 0)] }]);
  });

  it('is used up by it: a second command is refused as before (T7)', () => {
    const used = overridden().after(notice());
    expect(used.state.overrides).toMatchObject([{ used: true, usedFor: 'SG-1' }]);
    const again = given({ ...project, initialState: withoutTender(used.state) });
    again.when(notice()).thenRefused('T7');
  });

  it('is not used up by a command that keeps the rule (T7)', () => {
    const kept = overridden().when(notice({ bidBond: '210000.00' }));
    kept.thenFindsNothing();
    expect(kept.events.map((event) => event.overrides)).toEqual([undefined]);
    expect(kept.state.overrides).toMatchObject([{ used: false }]);
  });

  it('binds up to its limit: one fen more is refused (T7)', () =>
    overridden()
      .when(notice({ bidBond: '262500.01' }))
      .thenRefused('T7', { most: '210000.00' }));

  it('binds no more at all where the override has no limit (T7)', () =>
    overridden({ limit: null })
      .when(notice({ bidBond: '9000000.00' }))
      .thenFinds('T7'));

  it('binds every other lot as before (T7)', () => {
    const second = overridden({ subject: 'SG-2' }, command(PlanLot, { lot: 'SG-2' }));
    second.when(notice()).thenRefused('T7');
    second.when(notice({ lot: 'SG-2' })).thenFinds('T7');
  });

  it('binds again on the day after its expiry (T7)', () => {
    const recordedOn = (day: string) =>
      overridden({ expiresOn: '2023-02-28' }).when(notice({ publishedOn: '2023-02-26' }), {
        instant: `${day}T03:00:00.000Z`,
      });
    recordedOn('2023-02-28').thenFinds('T7');
    recordedOn('2023-03-01').thenRefused('T7');
  });

  it('says of other rules nothing: they refuse at the same time', () =>
    overridden()
      .when(notice({ documentsUntil: '2023-02-27' }))
      .thenRefusedBy('T4'));

  it('for the whole project lets the first command through that needs it', () =>
    overridden({ subjectKind: 'project', subject: null }).when(notice()).thenFinds('T7'));
});

/** As after a failed round: so that the same command may be given again. */
function withoutTender(state: ReturnType<typeof overridden>['state']): typeof state {
  return { ...state, lots: { ...state.lots, 'SG-1': { ...state.lots['SG-1']!, tender: null } } };
}

describe('An override of the open-tender line (T2)', () => {
  const approved = (subjectKind: string, limit: string | null) =>
    invested('700000.00').after([
      overrides({ rule: 'T2', subjectKind, subject: subjectKind === 'lot' ? 'SG-1' : null, limit }),
      recorded,
    ]);
  const awards = (price = '100000.00') => command(AwardTender, { price });

  it('lets a direct lot be planned, and does not ask again at its award', () => {
    const planned = approved('lot', null).after(plans(direct));
    planned.when(awards()).thenFindsNothing();
    approved('lot', null).when(plans(direct)).thenFinds('T2', { investment: '700000.00' });
  });

  it('lets an invited lot be planned, and does not ask again at its notice', () =>
    approved('lot', null)
      .after(plans({ ...direct, method: 'invited' }))
      .when(command(PublishTenderNotice, { bidBond: '0.00' }))
      .then({ type: 'TenderNoticePublished' }));

  it('given for the whole project is the lot’s that used it, and no other’s', () => {
    const planned = approved('project', null).after(plans(direct));
    planned.when(awards()).thenFindsNothing();
    planned.when(plans({ ...direct, lot: 'SG-2' })).thenRefusedBy('T2');
  });

  it('is asked again once the investment has grown over its limit', () => {
    const planned = approved('lot', '800000.00').after(plans(direct));
    planned.when(awards()).thenFindsNothing();
    const grown = (total: string) =>
      planned
        .after(
          command(ReviseBudget, {
            ...{ lines: [{ category: 'works', description: '工程', amount: total }], total },
            approvedOn: '2023-03-01',
          }),
        )
        .when(awards());
    grown('799999.99').thenFindsNothing();
    grown('800000.00').thenRefused('T2', { investment: '800000.00' });
  });

  it('does not spare the observers: they are asked for at the opening', () => {
    const noticed = approved('lot', null).after(
      plans({ ...direct, method: 'invited' }),
      command(PublishTenderNotice, { bidBond: '0.00' }),
      closesBox(),
    );
    noticed.when(opens({ bids: allRead() })).thenRefused('T2', { observersNotInvited: observers });
  });
});

describe('An override of the statutory line (T1)', () => {
  it('lets a direct lot be planned and awarded', () => {
    const planned = invested('400000.00').after(
      [overrides({ rule: 'T1', limit: null }), recorded],
      plans({ ...direct, estimate: '4000000.00' }),
    );
    planned.when(command(AwardTender, { price: '4000000.00' })).thenFindsNothing();
  });
});

describe('An override of the late entry (L1)', () => {
  it('for one contract takes the reason’s place', () => {
    const late = { certificate: 'JL-09', periodUntil: '2023-04-30', certifiedOn: '2023-05-01' };
    const recordedLate = { instant: '2023-07-01T04:00:00.000Z' };
    const certifies = command(CertifyProgress, late);
    givenProject('advance').when(certifies, recordedLate).thenRefused('L1');
    givenProject('advance')
      .after([
        overrides({
          ...{ rule: 'L1', subjectKind: 'contract', subject: 'HT-001', limit: '100' },
          ...{ expiresOn: '2023-07-31', approvedOn: '2023-06-30' },
        }),
        recordedLate,
      ])
      .when(certifies, recordedLate)
      .thenFinds('L1', { field: 'certifiedOn', days: 61 });
  });

  it('for one certificate is for that certificate alone', () => {
    const recordedLate = { instant: '2023-07-01T04:00:00.000Z' };
    const certifies = (certificate: string) =>
      givenProject('advance')
        .after([
          overrides({
            ...{ rule: 'L1', subjectKind: 'certificate', subject: 'JL-09', limit: null },
            ...{ expiresOn: '2023-07-31', approvedOn: '2023-06-30' },
          }),
          recordedLate,
        ])
        .when(
          command(CertifyProgress, { certificate, periodUntil: '2023-04-30', certifiedOn: '2023-05-01' }),
          recordedLate,
        );
    certifies('JL-09').thenFinds('L1');
    certifies('JL-10').thenRefused('L1');
  });
});

it('An override needs a project', () =>
  given(project).when(overrides(), recorded).thenRefusedBy('project-not-registered'));
