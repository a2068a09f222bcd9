package com.example.apixo.chat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.springframework.stereotype.Component;

import ai.apixo.tool.ToolMethod;

/** A tool with an effect, so that the person at the page is asked first. */
@Component
class Alarms {

	private final List<String> set = new CopyOnWriteArrayList<>();

	@ToolMethod(name = "set_alarm", description = "Sets an alarm.", requiresApproval = true)
	String set(@JsonPropertyDescription("The city, for example Lisbon") String city,
			@JsonPropertyDescription("The time there, for example 07:30") String time) {
		this.set.add(time + " in " + city);
		return "The alarm rings at " + time + " in " + city + ".";
	}

	List<String> all() {
		return this.set;
	}

}
