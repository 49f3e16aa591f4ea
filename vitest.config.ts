import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import type { Suite } from './test/runs.ts'

export default defineConfig(({ mode }) => {
  const suite: Suite = mode === 'full' ? 'full' : 'quick'
  return {
    test: {
      include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
      globalSetup: ['test/postgres.ts'],
      provide: { suite },
      reporters: ['default', './test/closing.ts'],
      // No module of ours keeps what a test changes, so what one file has imported serves the next one too.
      isolate: false,
      // Tests mostly wait for a disk or a server; with two cores Vitest would run one file at a time.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  }
})
