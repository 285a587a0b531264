import { memoryKeyStore } from './key-store.js';
import { keyStoreLaws } from './testing/key-store.laws.js';

keyStoreLaws('memory', async () => {
  const store = memoryKeyStore();
  return { store, second: store, close: async () => {} };
});
