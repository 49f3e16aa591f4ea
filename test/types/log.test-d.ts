import type { Log } from '../../src/world.ts'

declare const log: Log

log.warn('finding', { id: 'clock', is: 'wrong' })
// @ts-expect-error a field would take the place of the line's own level
log.warn('finding', { id: 'clock', level: 'wrong' })
