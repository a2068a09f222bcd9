package com.example.apixo.trip;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.structured.StructuredOutput;
import ai.apixo.web.ApixoServerSentEvents;

/**
 * Sends each stop of a trip as soon as the model has written it, and not only the whole
 * plan.
 */
@RestController
class TripController {

	private static final int MAX_LENGTH = 100;

	private final StructuredOutput<Trip> trips;

	TripController(StructuredOutput.Builder builder) {
		this.trips = builder.build(Trip.class);
	}

	@GetMapping(path = "/api/trip", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> trip(@RequestParam String city) {
		if (city.length() > MAX_LENGTH) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A city may have at most 100 characters.");
		}
		MessagesRequest request = MessagesRequest.builder().user("Plan three days in " + city + ".").build();
		return this.trips.streamElements(request, "stops", Trip.Stop.class).as(ApixoServerSentEvents::of);
	}

}
