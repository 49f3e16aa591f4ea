// What commands use about change requests.
export { aboutOf, type Changed, changeLists, changesOf, isReadable, unreportedNote } from './changes.ts'
export { mustBeOpen, readDecision, requestDecision } from './request-decision.ts'
export { objectsOf, reachOfRequest } from './request-reach.ts'
export { askedThrough, leftToDo, proposalsIn, requestsOf } from './requests.ts'
