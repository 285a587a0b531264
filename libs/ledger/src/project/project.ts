import { decider } from '../decider.js';
import { amendment } from './amendment.js';
import { budget } from './budget.js';
import { contract } from './contract.js';
import { evaluation } from './evaluation.js';
import { finalAccount } from './final-account.js';
import { lot } from './lot.js';
import { objection } from './objection.js';
import { observer } from './observer.js';
import { exemptionsFor, overriding, usedUp } from './override.js';
import { payment } from './payment.js';
import { registration } from './registration.js';
import { reversal } from './reversal.js';
import { initialProject, type ProjectState } from './state.js';
import { judgeAfterTakeover, takeover } from './takeover.js';
import { tender } from './tender.js';
import { withdrawal } from './withdrawal.js';

const checkpoints = {
  ...{ registration, takeover, budget, lot, tender, observer, objection, evaluation },
  ...{ contract, payment, reversal, finalAccount, withdrawal, overriding },
};

/** Everything about one works project, all four checkpoints, on one stream: every money rule is decided atomically. */
export const sections = { ...checkpoints, amendment: amendment(Object.values(checkpoints)) };

export const project = decider<ProjectState>('project', initialProject, Object.values(sections), {
  exemptions: exemptionsFor,
  used: usedUp,
  judge: judgeAfterTakeover,
});
