-- A short text for the reason of a disengagement, which can be long. Null if none was reported.
encode(sha256(convert_to({outcome_sets/reason}, 'UTF8')), 'base64')
