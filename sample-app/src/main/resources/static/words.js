/* What the page says to the person in front of it. What an operator should know is folded away below it. */

/** Why an answer ended early, by the reason that the application gives. */
export const PROBLEMS = {
  BUSY: ["Too many questions at the moment.", "The service accepts only a limited number at a time. Ask again in a moment."],
  OVERLOADED: ["The model is overloaded.", "Many people are asking it right now. Ask again in a few minutes, or choose another model."],
  UNAVAILABLE: ["The service has a problem.", "It could not answer. Ask again in a few minutes."],
  UNREACHABLE: ["The service cannot be reached.", "Ask again in a few minutes."],
  PAUSED: ["The service is paused.", "It has failed too often. Ask again in a moment."],
  CUT: ["The answer was cut off.", "The connection broke, so the end of the answer is missing. Ask again for all of it."],
  SILENT: ["The answer stopped.", "The service was silent for too long. Ask again."],
  UNREADABLE: ["The answer could not be read.", "The service sent something that is not an answer. Ask again."],
  TOO_LARGE: ["That is too much at once.", "Shorten the question, attach less, or start a new conversation."],
  REFUSED: ["The question was not accepted.", "Edit it, or start a new conversation."],
  NOT_SET_UP: ["The service is not configured correctly.", "Only the operator of this page can fix this. The details below are for them."],
  TOOLS: ["The model did not finish.", "It called one tool after another. Ask again, or ask for less."]
};

/** How a run ended that neither completed nor was stopped. */
export const ENDS = {
  failed: ["The answer failed.", "The application could not continue it. Ask again."],
  abandoned: ["The answer was stopped.", "Nobody was watching it anymore. Ask again."],
  lost: ["The answer was lost.", "The application that was receiving it has lost it. Ask again."]
};

/** What it means for the reader that the model stopped there. */
const STOPS = {
  max_tokens: ["The answer is cut off.", "It reached the maximum number of tokens."],
  model_context_window_exceeded: ["The answer is cut off.", "The conversation has filled the model's context window."],
  refusal: ["The model refused to answer.", "Ask for something else, or rephrase it."],
  pause_turn: ["The model has paused.", "Ask it to continue."],
  stop_sequence: ["The answer ends at a stop sequence.", "The model wrote a text that marks the end."]
};

const NATURAL = ["end_turn", "tool_use", null]; // need no word

/** What to say about a stop reason, also about one that this page has never heard of; null for a natural end. */
export function stopWords(reason) {
  return NATURAL.includes(reason) ? null : STOPS[reason] ?? ["The model stopped for another reason.", `The reason is “${reason}”.`];
}
