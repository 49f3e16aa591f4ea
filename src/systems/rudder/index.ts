import type { System } from '../system.ts'
import * as operations from './operations.ts'
import { protocol } from './protocol.ts'

/** Rudder: configuration management; what commands under `commands/rudder/` may import. */
export const rudder = { name: 'rudder', title: 'Rudder', operations, protocol } satisfies System

export * from './compliance.ts'
export { findNode, findRule } from './find.ts'
export * from './targets.ts'
export type { Group, Part, Rule } from './shapes.ts'
