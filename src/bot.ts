/** The only module that a command may import, besides that of its own system. */
export { defineComparison, defineLocal, defineRead, defineWrite, type Progress } from './command/define.ts'
export type { Ref } from './command/finder.ts'
export { progress } from './command/progress.ts'
export { typedName } from './command/resolve.ts'
export { withItems } from './command/with-items.ts'
export { UserError } from './errors.ts'
export { count } from './message/time.ts'
export { quoted } from './quoted.ts'
