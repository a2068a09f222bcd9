package com.example.note;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import reactor.test.StepVerifier;

import ai.apixo.boot.test.autoconfigure.ApixoRecording;

@SpringBootTest
@ApixoRecording("note.jsonl")
class RecordedNoteTests {

	@Test
	void noteIsShort(@Autowired NoteController controller) {
		StepVerifier.create(controller.note().map((event) -> String.valueOf(event.data())).reduce(String::concat))
			.expectNextMatches((note) -> note.length() < 200)
			.verifyComplete();
	}

}
