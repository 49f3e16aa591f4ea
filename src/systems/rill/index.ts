// What the commands of Rill are made of.

export { argumentInWords } from './describe/argument.ts'
export { whoseRights } from './describe/whose.ts'
export { findView } from './reads/find.ts'
export { offeredApis } from './reads/offered.ts'
export { offeredViews } from './reads/views.ts'
export { rill } from './rill.ts'
