// What the commands of Rill are made of.

export { checkArguments } from './arguments/check-arguments.ts'
export { formOf } from './arguments/form.ts'
export { argumentInWords } from './describe/argument.ts'
export { whoseCalls, whoseRights } from './describe/whose.ts'
export { findApi, findView } from './reads/find.ts'
export { offeredApi, offeredApis } from './reads/offered.ts'
export { rowsTable } from './reads/table.ts'
export { offeredViews } from './reads/views.ts'
export { rill } from './rill.ts'
