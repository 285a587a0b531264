// Three kinds of tests: specs (pure, no server), laws (every adapter on the real thing), stories (whole product).
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  moduleNameMapper: {
    '^@sunlit/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  rootDir: root,
  coverageProvider: 'v8',
  projects: [
    {
      ...shared,
      displayName: 'specs',
      testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: ['\\.pg\\.spec\\.ts$', '/node_modules/'],
    },
    {
      ...shared,
      displayName: 'laws',
      testMatch: ['<rootDir>/libs/**/*.pg.spec.ts'],
      globalSetup: '<rootDir>/test/server.ts',
    },
    {
      ...shared,
      displayName: 'stories',
      testMatch: ['<rootDir>/test/stories/**/*.story.ts'],
      globalSetup: '<rootDir>/test/server.ts',
    },
  ],
};
