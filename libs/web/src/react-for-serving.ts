import { createRequire } from 'node:module';

/**
 * Loads React's production build before anybody asks for React: its development build renders a page several times slower.
 * `NODE_ENV` tells whether the ledger is a real one, not whether somebody is at work on this program; specs (`test`) keep
 * the build that warns.
 */
const said = process.env['NODE_ENV'];
if (said !== 'test') {
  process.env['NODE_ENV'] = 'production';
  const require = createRequire(import.meta.url);
  for (const part of ['react', 'react/jsx-runtime', 'react-dom/server']) require(part);
  if (said === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = said;
}
