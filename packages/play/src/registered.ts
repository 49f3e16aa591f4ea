import { rudder } from 'local-rudder/play'
import type { LocalSystem } from './local-system.ts'

/** Every local system of the playground, by the name of its system; a new one is a package and a line here. */
export const registered = { rudder } satisfies Readonly<Record<string, LocalSystem>>
