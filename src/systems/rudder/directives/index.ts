// What commands use about directives.
export { directiveChange, preconditionsOfUsers, usedInRules } from './directive-change.ts'
export { refsById } from './directive-names.ts'
export { readDirective } from './directive-parts.ts'
export { begins, effectNotes, effectPromise, ends, isNone } from './effect.ts'
export { effectiveMode, modeAgain, ownMode, readGlobalMode } from './modes.ts'
export { isOwn } from './own-directives.ts'
export { directiveEnabledWrite, directiveModeWrite } from './part-write.ts'
