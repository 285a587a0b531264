// Runs TypeScript of this repository in plain Node (`node --import ./test/typescript.mjs file.ts`): for programs that a
// spec starts and kills, which neither jest nor a build of dist should stand behind.
import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const libs = new URL('../libs/', import.meta.url);
const source = /\.tsx?$/;

export async function resolve(specifier, context, next) {
  const lib = /^@sunlit\/([^/]+)$/.exec(specifier);
  if (lib) return { url: new URL(`${lib[1]}/src/index.ts`, libs).href, format: 'module', shortCircuit: true };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && source.test(context.parentURL ?? ''))
    for (const extension of ['.ts', '.tsx']) {
      const url = new URL(specifier.replace(/\.js$/, extension), context.parentURL);
      if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
    }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!source.test(url)) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), { sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
