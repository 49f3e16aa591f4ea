// What commands use about change requests.
export { aboutOf, type Changed, changeLists, changesOf, isReadable, unreportedNote } from './changes.ts'
export { objectsOf, reachOfRequest } from './request-reach.ts'
export {
  askedThrough,
  leftToDo,
  preconditionsOfRequest,
  proposalsIn,
  requestPreconditions,
  requestsOf,
} from './requests.ts'
