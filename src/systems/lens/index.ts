// What the commands of Lens are made of.

export { lens } from './lens.ts'
