import fc from 'fast-check';
import type { Draw } from './random-scene.js';

/** Any draw of a random ledger; most fit exactly, come soon, and are given by those who may. */
export const anyDraw: fc.Arbitrary<Draw> = fc.record({
  pick: fc.nat(100_000),
  share: fc.nat(99),
  off: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -3, max: 2 }) },
  ),
  hours: fc.oneof({ weight: 5, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(24 * 25) }),
  late: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  who: fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 2) }),
});
