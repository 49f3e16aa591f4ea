// What commands use about directives.
export { directiveChange, usedInRules } from './directive-change.ts'
export { refsById } from './directive-names.ts'
export { readDirective } from './directive-parts.ts'
export { begins, effectNotes, effectPromise, ends, isNone } from './effect.ts'
export { modeWrite } from './mode-write.ts'
export { effectiveMode, modeAgain, ownMode, readGlobalMode } from './modes.ts'
export { isOwn } from './own-directives.ts'
