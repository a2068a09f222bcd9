/* What the page says to the person in front of it. What an operator should know is folded away below it. */

/** Why an answer ended early, by the reason that the application gives. */
export const PROBLEMS = {
  BUSY: ["Too many questions at the moment.", "The service takes only so many at a time. Ask again in a moment."],
  OVERLOADED: ["The model is overloaded.", "Many people are asking it right now. Ask again in a few minutes, or choose another model."],
  UNAVAILABLE: ["The service has a problem.", "It could not answer. Ask again in a few minutes."],
  UNREACHABLE: ["The service cannot be reached.", "Ask again in a few minutes."],
  PAUSED: ["The service is having a rest.", "It has failed too often and gets a short pause. Ask again in a moment."],
  CUT: ["The answer was cut off.", "The connection broke, so the end of the answer is missing. Ask again for all of it."],
  SILENT: ["The answer stopped coming.", "The service has said nothing for too long. Ask again."],
  UNREADABLE: ["The answer could not be read.", "The service sent something that is no answer. Ask again."],
  TOO_LARGE: ["That is too much at once.", "Shorten the question, attach less, or begin a new conversation."],
  REFUSED: ["The question was not accepted.", "Edit it, or begin a new conversation."],
  NOT_SET_UP: ["The service is not set up correctly.", "Only whoever runs this page can put that right. The details below are for them."],
  TOOLS: ["The model did not come to an end.", "It wanted one tool after another. Ask again, or ask for less."]
};

/** How a run ended that neither completed nor was stopped. */
export const ENDS = {
  failed: ["The answer failed.", "The application could not go on with it. Ask again."],
  abandoned: ["The answer was given up.", "Nobody was looking at it any more. Ask again."],
  lost: ["The answer was lost.", "The application that wrote it has forgotten it. Ask again."]
};

/** What it means for the reader that the model stopped there. */
const STOPS = {
  max_tokens: ["The answer is cut off.", "It has reached the maximum number of tokens."],
  model_context_window_exceeded: ["The answer is cut off.", "The conversation has filled the model's context window."],
  refusal: ["The model refused to answer.", "Ask for something else, or put it another way."],
  pause_turn: ["The model has paused.", "Ask it to continue."],
  stop_sequence: ["The answer ends at a stop sequence.", "The model has written a text that was agreed on as the end."]
};

const NATURAL = ["end_turn", "tool_use", null]; // need no word

/** What to say about a stop reason, also about one that this page has never heard of; null for a natural end. */
export function stopWords(reason) {
  return NATURAL.includes(reason) ? null : STOPS[reason] ?? ["The model stopped for a reason of its own.", `It calls it “${reason}”.`];
}
