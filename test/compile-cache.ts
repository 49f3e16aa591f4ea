import { fileURLToPath } from 'node:url'

/**
 * Environment of every process of ours that a test starts: most of its start is reading TypeScript, and Node keeps what it
 * made of that in this folder.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/coxswain-children', import.meta.url)),
}
