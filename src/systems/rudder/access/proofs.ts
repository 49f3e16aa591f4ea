import type { SystemErrorContext } from '../../../errors.ts'

type Proof = NonNullable<SystemErrorContext['refusal']>

/** What Rudder says, with `…` for anything, and without the kinds of errors that it puts before a cause. */
type Rows = readonly (readonly [proves: Proof, says: string])[]

/** Said before any handler runs: the right, the version, a plugin that is off. */
const always: Rows = [
  ['definite', 'Authorization error: …'],
  ['definite', 'Bad request: Request is missing a version …'],
  ['definite', 'Bad request: Request is requiring version …'],
  ['definite', "Bad request: API '…' is disabled"],
]

const noReason = (before: string, after = ''): Rows =>
  ['', 'There was an error while extracting reason message; cause was: '].flatMap(
    (chain): Rows => [
      ['definite', `${before}${chain}Reason field is mandatory and should be at least 5 characters long${after}`],
      ['definite', `${before}${chain}Reason field should be at least 5 characters long${after}`],
    ],
  )

/** How a decision on a change request is refused, before anything is done. From 8.1 on, causes are chained like this. */
const chained = (verb: 'accept' | 'decline') => `Could not ${verb} ChangeRequest …; cause was: `
/** In 8.0 they are chained like this, with a full stop at the end. */
const chainedIn80 = (verb: 'accept' | 'decline') =>
  `Could not ${verb} ChangeRequest … details cause is: Could not ${verb} ChangeRequest … <- `

const decision = (verb: 'accept' | 'decline'): Rows => [
  ['definite', 'Workflow are disabled in Rudder, change request API is not available'],
  ['definite', '… is not a valid change request id (need to be an integer)'],
  ['definite', `${chained(verb)}User is not authorized to update a '…' change…`],
  // 8.0 says “decline” here, whatever was requested.
  ['definite', `${chainedIn80('decline')}User is not authorized to update a '…' change….`],
  [
    'definite',
    `${chained(verb)}You are not authorized to do that action on your own change request: self-… is disabled.`,
  ],
  ...noReason(chained(verb)),
  ...noReason(chainedIn80(verb), '.'),
]

const accepting: Rows = ['', chained('accept'), chainedIn80('accept')].flatMap((chain): Rows => {
  const because = `${chain}Could not accept ChangeRequest … details cause is: `
  return [
    ['unless-done', `${because}ChangeRequest … has already been deployed.`],
    ['definite', `${because}ChangeRequest … has already been cancelled.`],
    ['unless-done', `${because}you could not send Change Request from '…' to '…'.`],
    ['unless-done', `${because}you could not send Change Request from '…' to '…'..`],
  ]
})

const declining: Rows = [chained('decline'), chainedIn80('decline')].flatMap((chain): Rows => {
  const because = `${chain}Could not decline ChangeRequest … details cause is: could not decline ChangeRequest …, because status`
  return ['.', '..'].flatMap(
    (end): Rows => [
      ['unless-done', `${because} 'Cancelled' cannot be cancelled${end}`],
      ['definite', `${because} '…' cannot be cancelled${end}`],
    ],
  )
})

const newRule = 'Error when creating new rule; cause was: '
const newGroup = 'Error when creating new group; cause was: '
const nodeStatus = 'Error when changing Node status; cause was: '
const shortName = "'displayName' is mandatory and must be at least 3 char long"
const sameLevel = 'a category with the same name exists at the same level'

/** By operation, what its handler says before it writes. Where each is in Rudder's source: docs/decisions/0003. */
const first: Readonly<Record<string, Rows>> = {
  'PUT /rules': [
    ['definite', 'Could not extract rule parameters from request; cause was: …'],
    ['definite', `${newRule}Missing manadatory parameter 'displayName'`],
    [
      'definite',
      `${newRule}Could not create rule '…' (id:…) by cloning rule '…'); cause was: Rule with id '…' was not found`,
    ],
    ['unless-done', `${newRule}Cannot create a rule with ID '…' : there is already a rule with the same id`],
    ['unless-done', `${newRule}Cannot create a rule with name … : there is already a rule with the same name`],
  ],
  'POST /rules/{ruleId}': [['definite', 'Could not extract a rule from request.; cause was: …']],
  'PUT /directives': [
    ['definite', 'Could not extract directive parameters from request; cause was: …'],
    ['definite', shortName],
    ['definite', 'Can not find directive to clone: …'],
    ['definite', "Technique with ID '…' was not found"],
    ['definite', 'Technique is not correctly defined in request data.; cause was: …'],
    ['definite', 'Technique … cannot be found.'],
    ['definite', 'Error with directive Parameters; cause was: …'],
    ['unless-done', "Cannot create a new Directive with id '…' already exists"],
    [
      'unless-done',
      "Could not save Directive …; cause was: Cannot set directive with name '…' : this name is already in use.",
    ],
  ],
  'POST /directives/{directiveId}': [
    ['definite', 'Could not extract a directive from request.; cause was: …'],
    ['definite', 'Could not find technique … with version ….'],
    ['definite', 'Error with directive Parameters; cause was: …'],
  ],
  'PUT /groups': [
    ['definite', 'Could not extract group parameters from request; cause was: …'],
    ['definite', `${newGroup}${shortName}`],
    [
      'definite',
      `${newGroup}Could not create group '…' (id:…) by cloning group '…'); cause was: Group with id '…' was not found'`,
    ],
    [
      'unless-done',
      `${newGroup}Could not create group '…' (id:…).; cause was: Cannot create a group '…': a group with the same id (…) or name already exists`,
    ],
  ],
  'POST /groups/{groupId}': [['definite', 'Could not extract a group from request.; cause was: …']],
  'DELETE /groups/{groupId}': [['definite', "Could not delete group '…', cause is: system groups cannot be deleted."]],
  'GET /groups/{groupId}/reload': [['definite', "Group with id '…' was not found'"]],
  'PUT /groups/categories': [
    [
      'definite',
      "Could not create group category; cause was: (Group category name '…' must at least have a 3 character size)",
    ],
    [
      'definite',
      'Could not create group category; cause was: Could not create group Category, cause: name is not defined',
    ],
    ['definite', "Could not create group category; cause was: The parent category '…' was not found, can not add"],
    [
      'unless-done',
      `Could not create group category; cause was: Cannot create the Node Group Category with name '…': ${sameLevel}`,
    ],
    ...noReason(''),
    ...noReason('Could not create group category; cause was: '),
  ],
  'POST /groups/categories/{groupCategoryId}': [
    [
      'definite',
      "Could not update Group category '…'; cause was: (Group category name '…' must at least have a 3 character size)",
    ],
    [
      'definite',
      "Could not update Group category '…'; cause was: Could not update group category '…', cause is: system categories cannot be updated.",
    ],
    ...noReason(''),
    ...noReason("Could not update Group category '…'; cause was: "),
  ],
  'DELETE /groups/categories/{groupCategoryId}': [
    [
      'definite',
      "Could not delete Group category '…'; cause was: Could not delete group category '…', cause is: system categories cannot be deleted.",
    ],
    ...noReason(''),
    ...noReason("Could not delete Group category '…'; cause was: "),
  ],
  'PUT /rules/categories': [
    ['definite', shortName],
    ['definite', "The parent category '…' was not found, can not add"],
    // Of rules, whatever it says.
    ['unless-done', `Cannot create the Node Group Category with name '…' : ${sameLevel}`],
  ],
  'POST /rules/categories/{ruleCategoryId}': [
    ['definite', "Parent entry with ID '…' was not found"],
    ['unless-done', `Cannot update the … Group Category with name … : ${sameLevel}`],
  ],
  'DELETE /rules/categories/{ruleCategoryId}': [
    ['definite', "Cannot delete category '…' since that category is not empty"],
  ],
  'POST /nodes/pending/{nodeId}': [
    ['definite', 'node status should not be empty'],
    ['definite', `${nodeStatus}Node status not correctly sent; cause was: …`],
    ['definite', `${nodeStatus}There is already a node with hostname '…' in Rudder. You can not add it again.`],
    ['definite', `${nodeStatus}There are already … nodes with hostname '…' in Rudder. You can not add it again.`],
    ['unless-done', `${nodeStatus}Node with id '…' was not found in pending nodes`],
  ],
  'POST /nodes/{nodeId}/applyPolicy': [
    ['definite', "Node with id '…' was not found"],
    ['definite', "Node with id '…' has an agent type (…) which doesn't support remote run"],
  ],
  'POST /changeRequests/{changeRequestId}/accept': [
    ['definite', 'workflow status should not be empty'],
    ['definite', 'Could not accept ChangeRequest … details cause is: workflow status should not be empty.'],
    ['definite', "'…' is not a possible state for change requests, available values are: …"],
    ...accepting,
    ...decision('accept'),
  ],
  'DELETE /changeRequests/{changeRequestId}': [...declining, ...decision('decline')],
  'POST /changeRequests/{changeRequestId}': [
    ['definite', 'Workflow are disabled in Rudder, change request API is not available'],
    [
      'definite',
      'Could not update ChangeRequest …; cause was: Could not update ChangeRequest … details cause is: No changes to save.',
    ],
  ],
  'PUT /techniques': [
    [
      'unless-done',
      "Technique name and ID must be unique. Name '…' and ID '…' already used, they are case insensitive",
    ],
    ['unless-done', "Technique name must be unique. Name '…' already used, it is case insensitive "],
    ['unless-done', "Technique ID must be unique. ID '…' already used, it is case insensitive"],
  ],
}

/** Whether a text matches a whole pattern, in time proportional to its length. */
const fits = (text: string, pattern: string): boolean => {
  const [start = '', ...rest] = pattern.split('…')
  const end = rest.pop()
  if (end === undefined) return text === start
  if (!text.startsWith(start)) return false
  let at = start.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - end.length >= at && text.endsWith(end)
}

/**
 * What a refusal of Rudder in these words (without kinds of errors) proves about the operation; undefined if the words are
 * unknown.
 */
export const proofOf = (endpoint: string, words: string): Proof | undefined =>
  [...always, ...(first[endpoint] ?? [])].find(([, says]) => fits(words, says))?.[0]
