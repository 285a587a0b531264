import { Refusal, type CommandClass, type Entry } from './decider.js';
import type { Actor } from './event-type.js';
import { numbered, type Party, type ProjectState } from './project/state.js';
import type { InvariantId } from './rulebook/invariants.js';
import type { Breach, Facts } from './rulebook/rule.js';

export type Part = 'prepare' | 'confirm';

/**
 * May this officer prepare (or confirm) this command on this project? Default deny: no role, no entry.
 * Throws `Forbidden`.
 */
export function authorize(part: Part, command: Entry, state: ProjectState, actor: Actor): void {
  const { rights, name } = command.constructor as CommandClass;
  const entitled = (part === 'prepare' ? rights.prepares : rights.confirms) as readonly string[];
  if (!entitled.includes(actor.role)) forbid('not-entitled', { role: actor.role, command: name });
  if (rights.over === 'everywhere' || actor.role === 'auditor') return;
  const owner = state.registered?.owner ?? (command as { owner?: Party }).owner;
  if (!owner) return;
  if (rights.over === 'engineer' && part === 'prepare') {
    const { contract } = command as unknown as { contract: string };
    const engineer = numbered(state.contracts, contract)?.engineer ?? null;
    if (engineer && !isOf(actor, engineer)) forbid('not-the-engineer', { contract, engineer: engineer.name });
    if (engineer) return;
  }
  if (!isOf(actor, owner)) forbid('not-own-project', { owner: owner.name });
}

const isOf = (actor: Actor, party: Party): boolean =>
  actor.organisation !== null &&
  (actor.organisation.uscc !== null && party.uscc !== null
    ? actor.organisation.uscc === party.uscc
    : actor.organisation.name === party.name);

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
