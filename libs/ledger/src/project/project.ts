import { decider } from '../decider.js';
import { budget } from './budget.js';
import { contract } from './contract.js';
import { finalAccount } from './final-account.js';
import { payment } from './payment.js';
import { registration } from './registration.js';
import { initialProject, type ProjectState } from './state.js';
import { tender } from './tender.js';

/** Everything about one works project, all four checkpoints, on one stream: every money rule is decided atomically. */
export const sections = { registration, budget, tender, contract, payment, finalAccount };

export const project = decider<ProjectState>('project', initialProject, Object.values(sections));
