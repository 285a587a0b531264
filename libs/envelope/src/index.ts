export { canonical, inOrder } from './canonical.js';
export { BadJson, type JsonProblem, type JsonRule, readStrictJson } from './strict-json.js';
export { commandId, eventId, projectId, tenderId, uuid5 } from './identity.js';
export { digest, disclosure } from './salts.js';
export {
  type KeptKey,
  type KeyStore,
  memoryKeyStore,
  type SubjectKey,
  type WrappedKey,
} from './key-store.js';
export { postgresKeyStore } from './postgres.key-store.js';
export { BadMasterKey, loadMasterKey } from './master-key.js';
export { type Key, type KeyRing, keyRing, WrongMasterKey } from './key-ring.js';
export { KeyMissing, type LostKeys, subjectIdentity } from './closing-keys.js';
export type { ClosedBox } from './closed-box.js';
export { CorruptEvent, type Stored } from './body.js';
export { BadWithholding } from './withholding.js';
export { BadDraft, type Draft, EventTooLarge, seal, sealAll, type SealedEvent } from './seal.js';
export { type Disclosures, disclosureOf, disclosures, openAll, type Opened } from './open.js';
export { leaf, type LeafFacts, leafHash, leafOf, LeafTooLarge } from './leaf.js';
export {
  type ClosedCommand,
  closeCommand,
  closeCommands,
  type CommandPlace,
  type CommandToClose,
  CorruptCommand,
  openCommand,
  openCommands,
  type OpenedCommand,
} from './closed-command.js';
