// What the commands of Rill are made of.

export { rill } from './rill.ts'
