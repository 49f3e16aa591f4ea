import type { Log } from '../../src/world.ts'

declare const log: Log

log.warn('finding', { id: 'clock', is: 'wrong' })
// @ts-expect-error 2322 a field would take the place of the line's own level
log.warn('finding', { id: 'clock', level: 'wrong' })
// @ts-expect-error 2322 or of its time
log.info('checkup', { time: 1 })
// @ts-expect-error 2322 or of the event
log.error('checkup', { msg: 'done' })
// @ts-expect-error 2322 what has fields of its own could bring a secret
log.info('answer', { body: {} })
