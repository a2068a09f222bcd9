package com.example.apixo.trip;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the model is asked for. The schema in the request is derived from it. */
record Trip(List<Stop> stops) {

	record Stop(int day, @JsonPropertyDescription("The time to be there, for example 09:30") String time, String place,
			@JsonPropertyDescription("Why to go there, in one sentence") String why) {
	}

}
