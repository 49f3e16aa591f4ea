// What the commands of Lens are made of.

export { stretchInWords } from '../clock-text.ts'
export { questionInWords } from './describe/question.ts'
export { lens } from './lens.ts'
export { askedQuery } from './query/asked.ts'
export { singleQuery } from './query/single-query.ts'
export { answered, stopped, type WaitContext } from './read/answered.ts'
export { findTable } from './read/find.ts'
export { graphqlRows } from './read/graphql-rows.ts'
export { type GraphqlApi, graphqlOnce, type LoadApi, loadOnce } from './read/load.ts'
export { columnsOf, rowsOf } from './read/shown-rows.ts'
