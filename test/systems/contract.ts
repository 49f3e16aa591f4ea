import type { System } from '../../src/systems/system.ts'
import { accessContract } from './contract/access.ts'
import type { Inputs, LocalSystem, Running } from './contract/local-system.ts'
import { onceContract } from './contract/once.ts'
import { operationContract } from './contract/operations.ts'
import { pageContract } from './contract/pages.ts'
import { pathContract } from './contract/paths.ts'
import { readContract } from './contract/reads.ts'
import { writeContract } from './contract/writes.ts'

const parts = {
  pages: pageContract,
  operations: operationContract,
  paths: pathContract,
  access: accessContract,
  once: onceContract,
  reads: readContract,
  writes: writeContract,
} as const

/** The parts of the contract. */
export type Part = keyof typeof parts

/**
 * What holds for every system: call it within a `describe` in a test file of the system. It takes each operation and each command of the
 * system through all that can happen to it, on the local system; whatever is declared and has no input fails.
 */
export const systemContract = <L extends Running>(
  system: System,
  kind: LocalSystem<L>,
  inputs: Inputs<L>,
  only: readonly Part[] = Object.keys(parts) as Part[],
): void => {
  for (const part of only) parts[part](system, kind, inputs)
}
