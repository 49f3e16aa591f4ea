// What the commands of Lens are made of.

export { questionInWords, stretchInWords } from './describe/question.ts'
export { lens } from './lens.ts'
export { askedQuery } from './query/asked.ts'
export { usualRows } from './query/lens-query.ts'
export { singleQuery } from './query/single-query.ts'
export { findTable } from './read/find.ts'
export { graphqlRows } from './read/graphql-rows.ts'
export { graphqlOnce, loadOnce } from './read/load.ts'
export { columnsOf, rowsOf } from './read/shown-rows.ts'
export { untilAnswered } from './read/waiting.ts'
