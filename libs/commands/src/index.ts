export { closeDueBoxes, sealedFrom, theLedger } from './bid-boxes.js';
export { carryOut, decideAll, strictlyAfter, type Answer } from './carry-out.js';
export * from './desk.js';
export { eraseSubject } from './erase-subject.js';
export { asked, givenByPersons, handlersFor, type Request } from './handlers-for.js';
export { LedgerNotOpen, Office, projectDeciders } from './office.js';
export { openedLedger, openLedger } from './open-ledger.js';
export { streams, type Streams, type Folded } from './streams.js';
export { Submissions, type NamedBody, type Preparation, type Submission } from './submissions.js';
