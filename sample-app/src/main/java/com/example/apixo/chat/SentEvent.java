package com.example.apixo.chat;

import tools.jackson.databind.JsonNode;

/** An event for the page, and how many milliseconds after the question it was sent. */
record SentEvent(long at, JsonNode event) {

}
