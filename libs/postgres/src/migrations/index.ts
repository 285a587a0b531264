import { Schemas0000 } from './0000-schemas.js';
import { EventStore0001 } from './0001-event-store.js';
import { Keys0002 } from './0002-keys.js';
import { OfficeDocument0003 } from './0003-office-document.js';
import { PublicDocument0004 } from './0004-public-document.js';
import { Health0005 } from './0005-health.js';
import { Lag0006 } from './0006-lag.js';

/** Every migration, in the order in which they run. */
export const migrations = [
  Schemas0000,
  EventStore0001,
  Keys0002,
  OfficeDocument0003,
  PublicDocument0004,
  Health0005,
  Lag0006,
];
