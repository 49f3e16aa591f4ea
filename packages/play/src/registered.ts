// Every local system of the playground, by the name of its system; a new one is a package and a line here.
export { lens } from 'local-lens/play'
export { redash } from 'local-redash/play'
export { rill } from 'local-rill/play'
export { rudder } from 'local-rudder/play'
