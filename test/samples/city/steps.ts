/** What offices do, step by step, in the order of the four checkpoints. */
export * from './office.js';
export * from './beginnings.js';
export * from './contracts.js';
export * from './settlements.js';
