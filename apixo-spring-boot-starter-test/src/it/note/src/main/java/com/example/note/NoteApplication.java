package com.example.note;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

@SpringBootApplication
class NoteApplication {

	@EventListener(ApplicationStartedEvent.class)
	void tell() {
		System.out.println("a context has started");
	}

}
