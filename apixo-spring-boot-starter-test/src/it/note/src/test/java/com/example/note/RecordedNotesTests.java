package com.example.note;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.boot.test.autoconfigure.ApixoRecording;

@SpringBootTest
@ApixoRecording("notes.jsonl")
class RecordedNotesTests {

	@Test
	void noteIsShort(@Autowired Notes notes) {
		StepVerifier.create(notes.write("Write a short release note.").reduce(String::concat))
			.expectNext("Faster starts, and fewer surprises.")
			.verifyComplete();
	}

}
