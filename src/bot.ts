/** The one door that a command may import, beside its own system's. */
export { defineComparison, defineLocal, defineRead, defineWrite, type Progress, type Ref } from './command/define.ts'
export { progress } from './command/progress.ts'
export { typedName } from './command/resolve.ts'
export { UserError } from './errors.ts'
export { count } from './message/time.ts'
export { quoted } from './quoted.ts'
