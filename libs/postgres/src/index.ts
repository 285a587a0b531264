export { runningEmbedded, startEmbedded, type Embedded } from './embedded.js';
export { loadPasswords, type Passwords } from './passwords.js';
export { createDatabase, dropDatabase, prepareDatabase, type RoleUrls } from './roles.js';
export { migrate } from './migrate.js';
export { checkReachable } from './connect.js';
export { dataSource, pool, type DataSourceOptions } from './data-source.js';
export { pg } from './types.js';
export { readIfThere, syncFolder, writePrivately } from './embedded/private-file.js';
export { passesBy } from './passing.js';
