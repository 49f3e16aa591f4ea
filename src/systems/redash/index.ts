// What the commands of Redash are made of.

export { redash } from './redash.ts'
