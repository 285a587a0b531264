import { eventStoreLaws } from './laws.js';
import { memoryEventStore } from './memory.event-store.js';

eventStoreLaws('memory', async () => {
  const store = memoryEventStore();
  return { store, close: () => store.close() };
});
