package com.example.note;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.boot.test.autoconfigure.AutoConfigureMockApixo;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty classes that run in parallel share one gateway and do not meet.
 */
@SpringBootTest
@AutoConfigureMockApixo
abstract class Parallel {

	@Test
	void ownRepliesAreReceived(@Autowired MockApixoGateway gateway, @Autowired Notes notes) {
		IntStream.range(0, 5).forEach((call) -> gateway.enqueue(reply().text(getClass().getName() + call)));
		for (int call = 0; call < 5; call++) {
			assertThat(notes.write("x").blockFirst()).isEqualTo(getClass().getName() + call);
		}
	}

}

class Parallel01Tests extends Parallel {

}

class Parallel02Tests extends Parallel {

}

class Parallel03Tests extends Parallel {

}

class Parallel04Tests extends Parallel {

}

class Parallel05Tests extends Parallel {

}

class Parallel06Tests extends Parallel {

}

class Parallel07Tests extends Parallel {

}

class Parallel08Tests extends Parallel {

}

class Parallel09Tests extends Parallel {

}

class Parallel10Tests extends Parallel {

}

class Parallel11Tests extends Parallel {

}

class Parallel12Tests extends Parallel {

}

class Parallel13Tests extends Parallel {

}

class Parallel14Tests extends Parallel {

}

class Parallel15Tests extends Parallel {

}

class Parallel16Tests extends Parallel {

}

class Parallel17Tests extends Parallel {

}

class Parallel18Tests extends Parallel {

}

class Parallel19Tests extends Parallel {

}

class Parallel20Tests extends Parallel {

}
