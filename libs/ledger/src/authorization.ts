import { Refusal, type CommandClass, type Entry, type Target } from './decider.js';
import type { Actor } from './event-type.js';
import { CorrectEntry, isAmendment } from './project/amendment.js';
import { invitationOf } from './project/observer.js';
import { project } from './project/project.js';
import { numbered, sameParty, type Party, type ProjectState } from './project/state.js';
import type { InvariantId } from './rulebook/invariants.js';
import type { Breach, Facts } from './rulebook/rule.js';

export type Part = 'prepare' | 'confirm';

/**
 * May this officer prepare (or confirm) this command on this project? Default deny: no role, no entry. `target`: the
 * earlier event that the command is about, if it is about one. Throws `Forbidden`.
 */
export function authorize(
  part: Part,
  command: Entry,
  state: ProjectState,
  actor: Actor,
  target: Target | null = null,
): void {
  const { rights, name } = command.constructor as CommandClass;
  const entitled = (part === 'prepare' ? rights.prepares : rights.confirms) as readonly string[];
  if (!entitled.includes(actor.role)) forbid('not-entitled', { role: actor.role, command: name });
  const { lot = '', contract = '' } = command as { lot?: string; contract?: string };
  if (rights.over === 'everywhere') return;
  if (rights.over === 'invited') return ofInvited(state, lot, actor);
  if (rights.over === 'entry' && part === 'prepare') {
    const maker = target && Object.values(project.commands).find(({ makes }) => makes === rootType(target));
    if (target && !amendedBy(command, maker).includes(actor.role))
      forbid('not-entitled', { role: actor.role, command: maker?.name ?? target.type });
    if (maker?.rights.over === 'everywhere') return;
    const named = (target?.data as { contract?: string } | undefined)?.contract;
    if (maker?.rights.over === 'engineer' && named !== undefined) return ofEngineer(state, named, actor);
  }
  // Auditors act everywhere (design: "The project stream").
  if (actor.role === 'auditor') return;
  if (rights.over === 'engineer' && part === 'prepare') return ofEngineer(state, contract, actor, command);
  ofOwner(state, actor, command);
}

/**
 * The roles that may amend an entry: those that make it. What an observer said nobody corrects, but the law may close it
 * later: by the owner's tender officer, whose tender it is.
 */
const amendedBy = (command: Entry, maker: CommandClass<Entry> | null | undefined): readonly string[] =>
  maker?.rights.over === 'invited' && !(command instanceof CorrectEntry)
    ? ['tender-officer']
    : (maker?.rights.prepares ?? []);

function ofOwner(state: ProjectState, actor: Actor, command?: Entry): void {
  const owner = state.registered?.owner ?? (command as { owner?: Party } | undefined)?.owner;
  if (owner && !isOf(actor, owner)) forbid('not-own-project', { owner: owner.name });
}

/** The engineer's own contracts; where a contract has none, the owner's officer certifies. */
function ofEngineer(state: ProjectState, contract: string, actor: Actor, command?: Entry): void {
  const engineer = numbered(state.contracts, contract)?.engineer ?? null;
  if (!engineer) return ofOwner(state, actor, command);
  if (actor.role !== 'engineer' || !isOf(actor, engineer))
    forbid('not-the-engineer', { contract, engineer: engineer.name });
}

function ofInvited(state: ProjectState, lot: string, actor: Actor): void {
  const observers = numbered(state.lots, lot)?.tender?.observers ?? [];
  if (!invitationOf(observers, actor.organisation))
    forbid('not-invited', { observer: actor.organisation?.name ?? '' });
}

const isOf = ({ organisation }: Actor, party: Party): boolean =>
  organisation !== null && sameParty(organisation, party);

/** Who may not do this at all; told apart from a refusal of the entry itself. */
export class Forbidden extends Refusal {}

function forbid(rule: InvariantId, facts: Facts): never {
  const breach: Breach = {
    rule,
    version: null,
    value: null,
    unit: null,
    facts,
    legalBasis: null,
    overridable: false,
  };
  throw new Forbidden([breach]);
}

/** What an amendment of an amendment is about in the end: the entry that was corrected first. */
const rootType = ({ type, data }: Target): string => (isAmendment(type) ? String(data['type']) : type);
